/** Reading, changing and showing the rules of a business. */
@NullMarked
package io.marcado.tenants.settings;

import org.jspecify.annotations.NullMarked;
