"""The law as frozen data classes: concepts, provisions, offences, jurisdictions, treaties, scenarios."""
