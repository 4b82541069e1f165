@NullMarked
package io.marcado.local.app.messaging;

import org.jspecify.annotations.NullMarked;
