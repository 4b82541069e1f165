@NullMarked
package io.marcado.notifications.texts;

import org.jspecify.annotations.NullMarked;
