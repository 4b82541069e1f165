@NullMarked
package io.marcado.schedules;

import org.jspecify.annotations.NullMarked;
