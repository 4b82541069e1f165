/** What operators of the platform see and steer. */
@NullMarked
package io.marcado.operations;

import org.jspecify.annotations.NullMarked;
