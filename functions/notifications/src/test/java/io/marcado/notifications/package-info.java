@NullMarked
package io.marcado.notifications;

import org.jspecify.annotations.NullMarked;
