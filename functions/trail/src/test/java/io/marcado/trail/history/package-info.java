@NullMarked
package io.marcado.trail.history;

import org.jspecify.annotations.NullMarked;
