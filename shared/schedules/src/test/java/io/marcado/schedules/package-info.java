@NullMarked
package io.marcado.messaging.schedules;

import org.jspecify.annotations.NullMarked;
