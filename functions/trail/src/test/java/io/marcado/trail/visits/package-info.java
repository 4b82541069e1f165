@NullMarked
package io.marcado.trail.visits;

import org.jspecify.annotations.NullMarked;
