/** Exports the personal data of one person as one document. */
@NullMarked
package io.marcado.privacy.export;

import org.jspecify.annotations.NullMarked;
