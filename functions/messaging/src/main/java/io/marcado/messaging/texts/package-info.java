/** What messages say, in the language and local time of the business. */
@NullMarked
package io.marcado.messaging.texts;

import org.jspecify.annotations.NullMarked;
