/** Sends again what was left lying: messages of a queue, and stream records in files. */
@NullMarked
package io.marcado.local.app.redrive;

import org.jspecify.annotations.NullMarked;
