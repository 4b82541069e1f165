/** What is kept of one person, in one document. */
@NullMarked
package io.marcado.privacy.export;

import org.jspecify.annotations.NullMarked;
