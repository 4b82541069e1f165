/** A small HTTP server for the gateway and the AWS services. */
@NullMarked
package io.marcado.local.http;

import org.jspecify.annotations.NullMarked;
