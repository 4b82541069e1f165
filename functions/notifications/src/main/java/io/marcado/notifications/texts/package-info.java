/** What messages say, in the language and local time of the business. */
@NullMarked
package io.marcado.notifications.texts;

import org.jspecify.annotations.NullMarked;
