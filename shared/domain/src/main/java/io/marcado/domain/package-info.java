/** Words that every capability uses: tenant, money, phone number, role, ids and faults. */
@NullMarked
package io.marcado.domain;

import org.jspecify.annotations.NullMarked;
