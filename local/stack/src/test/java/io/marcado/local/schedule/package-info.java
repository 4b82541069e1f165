@NullMarked
package io.marcado.local.schedule;

import org.jspecify.annotations.NullMarked;
