package org.zmq.loom.internal.socket;

import org.zmq.loom.SocketOptions;

/**
 * The options of one endpoint.
 *
 * @param all every value as it was when the endpoint was bound or connected
 * @param own the values that were given for this endpoint, which also count more than what is set on the socket later
 */
record EndpointOptions(SocketOptions all, SocketOptions own) {}
