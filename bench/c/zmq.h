/* The functions of libzmq that the programs here call, declared by ourselves, so that its development package need not be installed.
   Source: zmq_socket(3), zmq_msg_init_size(3), zmq_msg_send(3), zmq_msg_recv(3). */
#include <stddef.h>
#include <stdint.h>

enum { ZMQ_REQ = 3, ZMQ_REP = 4, ZMQ_PULL = 7, ZMQ_PUSH = 8 };

typedef struct {
    uint64_t opaque[8];
} zmq_msg_t;

void *zmq_ctx_new(void);
int zmq_ctx_term(void *context);
void *zmq_socket(void *context, int type);
int zmq_close(void *socket);
int zmq_bind(void *socket, const char *endpoint);
int zmq_connect(void *socket, const char *endpoint);
int zmq_msg_init(zmq_msg_t *message);
int zmq_msg_init_size(zmq_msg_t *message, size_t size);
int zmq_msg_send(zmq_msg_t *message, void *socket, int flags);
int zmq_msg_recv(zmq_msg_t *message, void *socket, int flags);
int zmq_msg_close(zmq_msg_t *message);
int zmq_errno(void);
const char *zmq_strerror(int error);
