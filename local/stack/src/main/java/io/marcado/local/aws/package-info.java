/** The AWS protocols that functions speak, answered by the local parts. */
@NullMarked
package io.marcado.local.aws;

import org.jspecify.annotations.NullMarked;
