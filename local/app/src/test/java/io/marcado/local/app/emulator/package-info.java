/** The functions on an AWS emulator that is not ours. */
@NullMarked
package io.marcado.local.app.emulator;

import org.jspecify.annotations.NullMarked;
