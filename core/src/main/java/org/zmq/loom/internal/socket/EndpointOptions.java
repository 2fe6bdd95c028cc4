package org.zmq.loom.internal.socket;

import org.zmq.loom.Endpoint;
import org.zmq.loom.ZmqOptions;

/**
 * The options of one endpoint.
 *
 * @param way how the socket got to it
 * @param endpoint what was asked for
 * @param all every value as it was when the endpoint was bound or connected
 * @param own the values that were given for this endpoint, which also count more than what is set on the socket later
 */
record EndpointOptions(Endpoints.Way way, Endpoint endpoint, ZmqOptions all, ZmqOptions own) {}
