/** The texts that a business writes itself, over the texts that everyone has. */
@NullMarked
package io.marcado.messaging.templates;

import org.jspecify.annotations.NullMarked;
