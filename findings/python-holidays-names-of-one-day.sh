#!/usr/bin/env bash
# holidays 0.105 (PyPI): two holidays of one date are one text with "; " between them, in the order of the alphabet of
# the language. So the n-th name in one language is not the n-th in another. And without a language the names are in
# English, unless the locale of the process says otherwise, although the country's default language is Portuguese.
# Takes python3 with venv and pip.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet holidays==0.105
seen=$(LC_ALL=C.UTF-8 LANGUAGE= "$folder/venv/bin/python" -c '
import datetime, holidays
day = datetime.date(2026, 11, 20)
for language in ("pt_BR", "en_US", None):
    print(holidays.BR(subdiv="AC", years=2026, language=language)[day])
print(holidays.BR.default_language)
')
echo "$seen"
expected='Assinatura do Tratado de Petrópolis; Dia Nacional de Zumbi e da Consciência Negra
National Day of Zumbi and Black Awareness; Signing of the Petropolis Treaty
National Day of Zumbi and Black Awareness; Signing of the Petropolis Treaty
pt_BR'
[ "$seen" = "$expected" ] || { echo "This has changed. Expected:"; echo "$expected"; exit 1; }
