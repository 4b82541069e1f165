/** What a function knows of the place it runs in. */
@NullMarked
package io.marcado.platform.lambda;

import org.jspecify.annotations.NullMarked;
