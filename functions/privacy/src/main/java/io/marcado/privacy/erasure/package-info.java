/** Erases the personal data of one person, and completes even after a crash. */
@NullMarked
package io.marcado.privacy.erasure;

import org.jspecify.annotations.NullMarked;
