@NullMarked
package io.marcado.identity.registration;

import org.jspecify.annotations.NullMarked;
