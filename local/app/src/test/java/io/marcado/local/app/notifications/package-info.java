@NullMarked
package io.marcado.local.app.notifications;

import org.jspecify.annotations.NullMarked;
