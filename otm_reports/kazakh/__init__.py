"""Text → text: spoiled letters, folding, dates, numbers and names as Kazakh colleges write them. Imports nothing of ours."""
