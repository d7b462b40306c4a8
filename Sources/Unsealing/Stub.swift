// Unsealing
