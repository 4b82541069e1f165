/** Words for people, in the languages that Marcado speaks. */
@NullMarked
package io.marcado.platform.words;

import org.jspecify.annotations.NullMarked;
