@NullMarked
package io.marcado.trail.changes;

import org.jspecify.annotations.NullMarked;
