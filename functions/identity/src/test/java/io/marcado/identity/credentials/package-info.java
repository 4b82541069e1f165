@NullMarked
package io.marcado.identity.credentials;

import org.jspecify.annotations.NullMarked;
