@NullMarked
package io.marcado.notifications.messages;

import org.jspecify.annotations.NullMarked;
