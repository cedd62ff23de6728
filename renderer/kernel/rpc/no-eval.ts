import { config } from 'zod'

// The window's policy forbids making code from text; zod would try as soon as the contract is loaded.
config({ jitless: true })
