"""What can be set of the endpoint, with the values it has where nothing is said."""

from dataclasses import dataclass

KIB, MIB = 2**10, 2**20


@dataclass(frozen=True)
class Settings:
    """The address and the limits of an endpoint; sizes in bytes, times in seconds."""

    host: str = "127.0.0.1"
    port: int = 7878
    public: str = ""
    workers: int = 2
    seconds: float = 10.0
    rows: int = 100_000
    result_bytes: int = 16 * MIB
    body_bytes: int = 256 * KIB
    memory: int = 512 * MIB
    queue: int = 200
    patience: float = 30.0
    rate: float = 20.0
    burst: int = 200
    connections: int = 1000
    slow: float = 15.0
    outgoing_bytes: int = 256 * MIB
    trusted_proxy: str = ""

    @property
    def address(self) -> str:
        """Where the server is reached, ending in a slash."""
        return (self.public or f"http://{self.host}:{self.port}").rstrip("/") + "/"
