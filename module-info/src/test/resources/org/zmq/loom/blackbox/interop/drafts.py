"""As much of the module zmq as peer.py needs, for a libzmq that was built with its draft sockets: the library that the first argument names.

The messages of draft sockets have one frame. What they have beside it is written as a frame before it: the group at RADIO and DISH, the
routing id in four bytes at SERVER and PEER.
"""

import ctypes
import sys
import types

library = ctypes.CDLL(sys.argv[1])
for function in ("zmq_ctx_new", "zmq_socket", "zmq_msg_data"):
    getattr(library, function).restype = ctypes.c_void_p
for function in ("zmq_strerror", "zmq_msg_group"):
    getattr(library, function).restype = ctypes.c_char_p
for function in ("zmq_msg_routing_id", "zmq_connect_peer"):
    getattr(library, function).restype = ctypes.c_uint32
library.zmq_msg_size.restype = ctypes.c_size_t
library.zmq_msg_init_size.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
library.zmq_msg_set_routing_id.argtypes = [ctypes.c_void_p, ctypes.c_uint32]
library.zmq_disconnect_peer.argtypes = [ctypes.c_void_p, ctypes.c_uint32]

if not library.zmq_has(b"draft"):
    sys.exit(f"{sys.argv[1]} was built without draft sockets (cmake -DENABLE_DRAFTS=ON)")

EAGAIN = 11
SNDTIMEO, RCVTIMEO, LINGER = 28, 27, 17

module = types.ModuleType("zmq")
module.LAST_ENDPOINT = 32
module.EVENTS = 15
KINDS = {
    "SERVER": 12, "CLIENT": 13, "RADIO": 14, "DISH": 15, "GATHER": 16, "SCATTER": 17, "PEER": 19, "CHANNEL": 20,
    "DEALER": 5, "PUSH": 8,
}
for kind, number in KINDS.items():
    setattr(module, kind, number)


class Again(Exception):
    """Nothing came, or nobody took it, in time."""


class Failed(Exception):
    """What libzmq says."""


def checked(result):
    if result == -1:
        number = library.zmq_errno()
        if number == EAGAIN:
            raise Again()
        raise Failed(library.zmq_strerror(number).decode())
    return result


class SocketOfLibzmq:
    def __init__(self, context, kind):
        self.kind = kind
        self.handle = ctypes.c_void_p(library.zmq_socket(context, kind))
        if not self.handle:
            raise Failed(library.zmq_strerror(library.zmq_errno()).decode())
        # Names of options that pyzmq makes attributes of.
        self._options = {"sndtimeo": SNDTIMEO, "rcvtimeo": RCVTIMEO, "linger": LINGER}

    def __setattr__(self, name, value):
        options = self.__dict__.get("_options", {})
        if name in options:
            self.setsockopt(options[name], value)
        else:
            super().__setattr__(name, value)

    def setsockopt(self, option, value):
        if isinstance(value, int):
            number = ctypes.c_int(value)
            checked(library.zmq_setsockopt(self.handle, option, ctypes.byref(number), ctypes.c_size_t(4)))
        else:
            checked(library.zmq_setsockopt(self.handle, option, value, ctypes.c_size_t(len(value))))

    def getsockopt(self, option):
        space = ctypes.create_string_buffer(256)
        size = ctypes.c_size_t(256)
        checked(library.zmq_getsockopt(self.handle, option, space, ctypes.byref(size)))
        return space.raw[: size.value]

    def bind(self, endpoint):
        checked(library.zmq_bind(self.handle, endpoint.encode()))

    def connect(self, endpoint):
        checked(library.zmq_connect(self.handle, endpoint.encode()))

    def disconnect(self, endpoint):
        checked(library.zmq_disconnect(self.handle, endpoint.encode()))

    def connect_peer(self, endpoint):
        routing_id = library.zmq_connect_peer(self.handle, endpoint.encode())
        return checked(routing_id or -1)

    def disconnect_peer(self, routing_id):
        checked(library.zmq_disconnect_peer(self.handle, routing_id))

    def join(self, group):
        checked(library.zmq_join(self.handle, group.encode()))

    def leave(self, group):
        checked(library.zmq_leave(self.handle, group.encode()))

    def send_multipart(self, frames):
        message = (ctypes.c_uint64 * 8)()
        body = frames[-1]
        checked(library.zmq_msg_init_size(message, len(body)))
        ctypes.memmove(library.zmq_msg_data(message), body, len(body))
        if self.kind in (module.SERVER, module.PEER):
            checked(library.zmq_msg_set_routing_id(message, int.from_bytes(frames[0], "big")))
        if self.kind == module.RADIO:
            checked(library.zmq_msg_set_group(message, frames[0]))
        try:
            checked(library.zmq_msg_send(message, self.handle, 0))
        except Exception:
            library.zmq_msg_close(message)
            raise

    def recv_multipart(self):
        message = (ctypes.c_uint64 * 8)()
        checked(library.zmq_msg_init(message))
        try:
            checked(library.zmq_msg_recv(message, self.handle, 0))
            frames = [ctypes.string_at(library.zmq_msg_data(message), library.zmq_msg_size(message))]
            if self.kind in (module.SERVER, module.PEER):
                frames.insert(0, library.zmq_msg_routing_id(message).to_bytes(4, "big"))
            if self.kind == module.DISH:
                frames.insert(0, library.zmq_msg_group(message))
            return frames
        finally:
            library.zmq_msg_close(message)

    def close(self):
        checked(library.zmq_close(self.handle))


class ContextOfLibzmq:
    def __init__(self):
        self.handle = ctypes.c_void_p(library.zmq_ctx_new())

    def socket(self, kind):
        return SocketOfLibzmq(self.handle, kind)


def version_of_libzmq():
    numbers = [ctypes.c_int() for _ in range(3)]
    library.zmq_version(*map(ctypes.byref, numbers))
    return ".".join(str(number.value) for number in numbers)


module.Again = Again
module.Context = ContextOfLibzmq
module.zmq_version = version_of_libzmq
monitor = types.ModuleType("zmq.utils.monitor")
monitor.recv_monitor_message = None
sys.modules.update({"zmq": module, "zmq.utils": types.ModuleType("zmq.utils"), "zmq.utils.monitor": monitor})
