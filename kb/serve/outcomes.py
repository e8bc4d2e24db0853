"""How a job can end, in the words that the workers, the server and its metrics use."""

# Said by a worker.
ANSWERED, REFUSED, NOT_ACCEPTABLE, NOT_THERE = "answered", "refused", "not acceptable", "not there"
TOO_LARGE, FAULTY, UNAVAILABLE = "too large", "fault", "store unavailable"
# Found by the server: the worker was ended or died, the client left, the queue was full.
OVER_TIME, DIED, GONE, TURNED_AWAY = "over time", "died", "gone", "turned away"
