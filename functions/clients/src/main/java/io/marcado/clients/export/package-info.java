/** What is kept of one person, in one document. */
@NullMarked
package io.marcado.clients.export;

import org.jspecify.annotations.NullMarked;
