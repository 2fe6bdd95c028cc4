"""A process that is born with libzmq already loaded, does one thing, and is killed; again and again.

Each line of the input is one of

    live pull endpoint life      binds, and writes "got number" for each message before it takes the next
    live push endpoint life      connects, and sends "life number" for ever
    live dealer endpoint life    connects under always the same name, asks "life number" with some questions ahead of the answers, and
                                 writes "got life number" for each answer
    kill                         what lives is killed; then "dead" is written

Each line is written at once and whole, so what was written before the end is there after it. Who waits too long says "failed".
"""

import itertools
import os
import signal
import sys

import zmq

PATIENCE = 20_000
AHEAD = 10


def say(line):
    os.write(1, line + b"\n")


def pull(socket, endpoint, _):
    socket.bind(endpoint)
    while True:
        say(b"got " + socket.recv())


def push(socket, endpoint, life):
    socket.connect(endpoint)
    for number in itertools.count():
        socket.send(b"%d %d" % (life, number))


def dealer(socket, endpoint, life):
    socket.setsockopt(zmq.ROUTING_ID, b"anna")
    socket.connect(endpoint)
    for number in itertools.count():
        socket.send(b"%d %d" % (life, number))
        if number >= AHEAD:
            say(b"got " + socket.recv())


def live(kind, endpoint, life):
    try:
        context = zmq.Context()
        socket = context.socket({"pull": zmq.PULL, "push": zmq.PUSH, "dealer": zmq.DEALER}[kind])
        socket.rcvtimeo = PATIENCE
        socket.sndtimeo = PATIENCE
        {"pull": pull, "push": push, "dealer": dealer}[kind](socket, endpoint, int(life))
    except BaseException as failure:
        say(b"failed " + repr(failure).encode())
    finally:
        os._exit(1)


child = 0
say(b"ok")
for line in sys.stdin:
    words = line.split()
    if words[0] == "live":
        child = os.fork()
        if child == 0:
            live(*words[1:])
    else:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        child = 0
        say(b"dead")
if child:
    os.kill(child, signal.SIGKILL)
