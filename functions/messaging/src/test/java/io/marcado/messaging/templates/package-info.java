/** What a business may write, and what becomes of it. */
@NullMarked
package io.marcado.messaging.templates;

import org.jspecify.annotations.NullMarked;
