/** What the documents say of the library is what the library is: listings and tables are compared with the modules, the tests and each other. */
@NullMarked
package org.zmq.loom.blackbox.reference;

import org.jspecify.annotations.NullMarked;
