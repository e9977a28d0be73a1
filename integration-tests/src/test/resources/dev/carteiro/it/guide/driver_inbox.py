# Prints the inbox's results for deliveries that are new, repeated, and repeated after they have expired.
from inbox import KEEP_SECONDS, Inbox

inbox = Inbox("driver-inbox.db")
handled = []
print(inbox.accept("dlv_1", b"one", now=0), inbox.accept("dlv_1", b"one", now=1))
print(Inbox("driver-inbox.db").accept("dlv_1", b"one", now=KEEP_SECONDS + 1))
inbox.work(handled.append)
inbox.work(handled.append)
print(inbox.accept("dlv_1", b"one", now=KEEP_SECONDS - 1), inbox.accept("dlv_1", b"one", now=KEEP_SECONDS + 1))
inbox.work(handled.append)
print(handled)
