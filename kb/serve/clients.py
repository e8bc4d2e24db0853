"""The clients: how often one may ask (a bucket of requests that fills with time), and whether it is still here."""

import ipaddress
import time
from collections import OrderedDict
from functools import lru_cache

MOST_CLIENTS = 10_000
# Whoever has one address of IPv6 has at least this whole network.
IPV6_NETWORK = 64


class Clients:
    """The buckets, the one used longest ago forgotten first."""

    def __init__(self, rate: float, burst: int):
        """Begin with full buckets.

        Args:
            rate: requests a second that a client may go on sending.
            burst: requests that it may send at once, after it has sent none for a while.
        """
        self.rate, self.burst = rate, burst
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait_for(self, client: str, now: float | None = None) -> float:
        """Count one request; return 0 where it may go on, else the seconds after which to try again.

        Args:
            client: its network, from `network_of`.
            now: a clock in seconds; the machine's own where left out.
        """
        now = time.monotonic() if now is None else now
        left, then = self._buckets.pop(client, (float(self.burst), now))
        left = min(self.burst, left + (now - then) * self.rate)
        wait = 0.0 if left >= 1 else (1 - left) / self.rate
        self._buckets[client] = (left if wait else left - 1, now)
        if len(self._buckets) > MOST_CLIENTS:
            self._buckets.popitem(last=False)
        return wait


@lru_cache(MOST_CLIENTS)
def network_of(address: str) -> str:
    """Return what counts as one client: an address of IPv4, a network of IPv6."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return address
    mapped = found.ipv4_mapped
    return str(mapped) if mapped else str(ipaddress.ip_network((found, IPV6_NETWORK), strict=False))


def has_left(receive) -> bool:
    """Whether a client whose whole request has come is gone: what came since is looked at, and nothing is waited for.

    Args:
        receive: the function of ASGI that waits for what a client sends next.
    """
    step = receive()
    try:
        step.send(None)
    except StopIteration as came:
        return came.value["type"] == "http.disconnect"
    finally:
        step.close()
    return False
