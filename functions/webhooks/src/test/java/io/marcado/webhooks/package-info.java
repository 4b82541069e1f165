@NullMarked
package io.marcado.webhooks;

import org.jspecify.annotations.NullMarked;
