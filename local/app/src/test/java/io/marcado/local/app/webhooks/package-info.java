@NullMarked
package io.marcado.local.app.webhooks;

import org.jspecify.annotations.NullMarked;
