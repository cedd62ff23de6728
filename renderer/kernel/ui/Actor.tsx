import { useActorWord } from '../state/users.ts'

/** Who did something, in words. */
export const Actor = ({ by }: { readonly by: string }) => <>{useActorWord()(by)}</>
