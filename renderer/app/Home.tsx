import { Navigate } from 'react-router'
import { useRemembered } from '../kernel/state/remembered.ts'
import { useFreshInfo } from './settings.ts'

/** Where the window opens: where to begin while nothing was ever entered, then the people or where somebody wants to arrive. */
export const Home = () => {
  const { isReady, info } = useFreshInfo()
  const [opensOn] = useRemembered('opensOn', '/contact')
  return isReady && <Navigate to={info?.isEmpty ? '/bienvenue' : opensOn} replace />
}
