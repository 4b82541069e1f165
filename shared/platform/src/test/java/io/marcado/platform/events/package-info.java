@NullMarked
package io.marcado.platform.events;

import org.jspecify.annotations.NullMarked;
