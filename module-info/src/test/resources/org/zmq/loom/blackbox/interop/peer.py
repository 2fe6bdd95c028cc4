"""Sockets of libzmq that do what they are told.

Each line of the input is a command, a name of a socket and arguments; each gets one line as an answer:

    ok [result ...]      done
    again                nothing came, or nobody took it, in time
    failed reason        it went wrong

A frame is written as x and hexadecimal digits, or as size@first if its bytes count up from first and begin again after 250.
"""

import time
import sys
import traceback

import zmq
from zmq.utils.monitor import recv_monitor_message

PERIOD = bytes(range(251))
MARK = b"N"  # a number must not look like a subscription
NUMBER_BYTES = 7
HEAD_BYTES = len(MARK) + NUMBER_BYTES

context = zmq.Context()
sockets = {}
monitors = {}


def counting(size, first):
    return (PERIOD * (size // len(PERIOD) + 2))[first : first + size]


def written(frame):
    if len(frame) > 64 and frame[0] < len(PERIOD) and frame == counting(len(frame), frame[0]):
        return f"{len(frame)}@{frame[0]}"
    return "x" + frame.hex()


def read(text):
    if text.startswith("x"):
        return bytes.fromhex(text[1:])
    size, first = text.split("@")
    return counting(int(size), int(first))


def numbered(number, size):
    return MARK + number.to_bytes(NUMBER_BYTES, "big") + counting(size - HEAD_BYTES, 0)


def number_in(frame):
    if frame[HEAD_BYTES:] != counting(len(frame) - HEAD_BYTES, 0):
        raise ValueError(f"a frame of {len(frame)} bytes was damaged")
    return int.from_bytes(frame[len(MARK) : HEAD_BYTES], "big")


# ---- commands: each takes the name of a socket and its arguments, and returns what the answer says ----


def make(name, kind):
    sockets[name] = context.socket(getattr(zmq, kind))
    return []


def set_number(name, option, value):
    sockets[name].setsockopt(int(option), int(value))
    return []


def set_bytes(name, option, value):
    sockets[name].setsockopt(int(option), read(value))
    return []


def bind(name, endpoint):
    sockets[name].bind(endpoint)
    return [sockets[name].getsockopt(zmq.LAST_ENDPOINT).rstrip(b"\0").decode()]


def connect(name, endpoint):
    sockets[name].connect(endpoint)
    return []


def disconnect(name, endpoint):
    sockets[name].disconnect(endpoint)
    return []


def send(name, millis, *frames):
    sockets[name].sndtimeo = int(millis)
    sockets[name].send_multipart([read(frame) for frame in frames])
    return []


def receive(name, millis):
    sockets[name].rcvtimeo = int(millis)
    return [written(frame) for frame in sockets[name].recv_multipart()]


def find(name, millis, wanted):
    """A property of the peer that the next message comes from."""
    sockets[name].rcvtimeo = int(millis)
    return [sockets[name].recv(copy=False).get(wanted)]


def send_numbers(name, millis, first, count, size, *envelope):
    """How many were taken, before one was not in time."""
    socket = sockets[name]
    socket.sndtimeo = int(millis)
    head = [read(frame) for frame in envelope]
    for sent in range(int(count)):
        try:
            socket.send_multipart(head + [numbered(int(first) + sent, int(size))])
        except zmq.Again:
            return [str(sent)]
    return [count]


def receive_numbers(name, millis, first, count):
    """How many came, before one did not in time; all of them in order."""
    socket = sockets[name]
    socket.rcvtimeo = int(millis)
    for received in range(int(count)):
        try:
            frame = socket.recv_multipart()[-1]
        except zmq.Again:
            return [str(received)]
        number = number_in(frame)
        if number != int(first) + received:
            raise ValueError(f"{number} came where {int(first) + received} was due")
    return [count]


def echo(name, millis, count):
    socket = sockets[name]
    socket.rcvtimeo = int(millis)
    socket.sndtimeo = int(millis)
    for _ in range(int(count)):
        socket.send_multipart(socket.recv_multipart())
    return []


def tend(name):
    sockets[name].getsockopt(zmq.EVENTS)
    return []


def join(name, group):
    sockets[name].join(read(group).decode())
    return []


def leave(name, group):
    sockets[name].leave(read(group).decode())
    return []


def connect_peer(name, endpoint):
    return [str(sockets[name].connect_peer(endpoint))]


def disconnect_peer(name, routing_id):
    sockets[name].disconnect_peer(int(routing_id))
    return []


def watch(name):
    monitors[name] = sockets[name].get_monitor_socket()
    return []


def event(name, millis):
    monitor = monitors[name]
    end = time.monotonic() + int(millis) / 1000
    while not monitor.poll(10):
        if time.monotonic() > end:
            raise zmq.Again()
        for other in list(sockets):
            tend(other)  # a socket that nobody calls does not take part in the end of its connections
    seen = recv_monitor_message(monitor)
    return [zmq.Event(seen["event"]).name, str(seen["value"])]


def close(name):
    monitor = monitors.pop(name, None)
    if monitor is not None:
        sockets[name].disable_monitor()
    sockets.pop(name).close()
    return []


def close_all(_):
    for name in list(sockets):
        sockets[name].linger = 0
        close(name)
    return []


COMMANDS = {
    command.__name__.replace("_", "-"): command
    for command in (
        make, set_number, set_bytes, bind, connect, disconnect, send, receive, find, send_numbers, receive_numbers, echo, tend,
        join, leave, connect_peer, disconnect_peer, watch, event, close, close_all,
    )
}


def obey(line):
    command, name, *arguments = line.split()
    try:
        return " ".join(["ok", *COMMANDS[command](name, *arguments)])
    except zmq.Again:
        return "again"
    except Exception:
        return "failed " + traceback.format_exc().replace("\n", " | ")


print("ok", zmq.zmq_version(), flush=True)
for line in sys.stdin:
    print(obey(line), flush=True)
close_all(None)
